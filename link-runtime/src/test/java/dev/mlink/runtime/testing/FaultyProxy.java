package dev.mlink.runtime.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network between a client and a server on this machine, in which connections break as a test says: what a real server
 * does only when it is in trouble.
 */
public final class FaultyProxy implements AutoCloseable {

    /** What becomes of a connection. */
    public sealed interface Fault {

        /** Nothing. */
        record None() implements Fault {}

        /** It ends after so many bytes from the client. */
        record CutUpload(long bytes) implements Fault {}

        /** It ends after so many bytes from the server. */
        record CutDownload(long bytes) implements Fault {}

        /** It is accepted, and nothing is read from it or ever comes back. */
        record Silence() implements Fault {}

        /** A server in front answers at once, such as {@code 503 Slow Down}. */
        record Refusal(String status) implements Fault {}
    }

    private final ServerSocket listener;
    private final InetSocketAddress server;
    private final AtomicInteger remaining = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Fault fault = new Fault.None();

    private FaultyProxy(ServerSocket listener, InetSocketAddress server) {
        this.listener = listener;
        this.server = server;
    }

    public static FaultyProxy to(InetSocketAddress server) {
        try {
            FaultyProxy proxy = new FaultyProxy(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), server);
            start(proxy::accept);
            return proxy;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", listener.getLocalPort());
    }

    /** From now on every connection has this fault. */
    public void always(Fault next) {
        only(Integer.MAX_VALUE, next);
    }

    /** The next few connections have this fault, and then none. */
    public void only(int connections, Fault next) {
        remaining.set(connections);
        fault = next;
    }

    @Override
    public void close() {
        close(listener);
        open.forEach(FaultyProxy::close);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                Fault its = remaining.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? fault : new Fault.None();
                start(() -> serve(client, its));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client, Fault its) {
        try {
            if (its instanceof Fault.Silence) {
                return;
            } else if (its instanceof Fault.Refusal refusal) {
                refuse(client, refusal.status());
            } else {
                pass(client, its);
            }
        } catch (IOException broken) {
            close(client);
        }
    }

    private void pass(Socket client, Fault its) throws IOException {
        Socket upstream = new Socket(server.getAddress(), server.getPort());
        open.add(upstream);
        long up = its instanceof Fault.CutUpload cut ? cut.bytes() : Long.MAX_VALUE;
        long down = its instanceof Fault.CutDownload cut ? cut.bytes() : Long.MAX_VALUE;
        start(() -> copy(client, upstream, up));
        copy(upstream, client, down);
    }

    /** Passes so many bytes and then ends the connection on both sides; an end of its own ends it too. */
    private static void copy(Socket from, Socket to, long bytes) {
        try {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[8192];
            for (long left = bytes; left > 0; ) {
                int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    break;
                }
                to.getOutputStream().write(buffer, 0, read);
                left -= read;
            }
        } catch (IOException broken) {
            // the other direction ended it
        } finally {
            close(from);
            close(to);
        }
    }

    /** Reads what the client sends until it has the whole request, so that it reads the answer. */
    private static void refuse(Socket client, String status) throws IOException {
        client.setSoTimeout(300);
        try {
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException sentAll) {
            String answer = "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        }
        close(client);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "faulty-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception alreadyClosed) {
            // as it should be
        }
    }
}
