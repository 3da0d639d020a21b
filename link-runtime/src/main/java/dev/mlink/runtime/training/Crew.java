package dev.mlink.runtime.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads that do pieces side by side. A network is too small for two cores, two networks are not.
 *
 * @param threads at least 1
 */
record Crew(int threads) {

    /** @throws IllegalArgumentException naming the option, its value and what to write instead */
    Crew {
        if (threads < 1) {
            throw new IllegalArgumentException("--threads is " + threads + "; write 1 or more");
        }
    }

    /** As many as this container may use cores. */
    static Crew ofAllCores() {
        return new Crew(Runtime.getRuntime().availableProcessors());
    }

    /** Does one piece. */
    @FunctionalInterface
    interface Job {
        void accept(Piece piece) throws IOException;
    }

    /** Does them all, begun in this order; after a failure no more are begun, and the first failure is thrown. */
    void work(List<Piece> pieces, Job job) throws IOException {
        if (pieces.isEmpty()) {
            return;
        }
        Queue<Piece> left = new ConcurrentLinkedQueue<>(pieces);
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, pieces.size()));
        try {
            List<Future<Void>> workers = new ArrayList<>();
            for (int worker = 0; worker < threads; worker++) {
                workers.add(pool.submit(worker(left, job)));
            }
            for (Future<Void> worker : workers) {
                join(worker);
            }
        } finally {
            pool.shutdown();
        }
    }

    private static Callable<Void> worker(Queue<Piece> left, Job job) {
        return () -> {
            try {
                for (Piece piece = left.poll(); piece != null; piece = left.poll()) {
                    job.accept(piece);
                }
                return null;
            } catch (IOException | RuntimeException failed) {
                left.clear();
                throw failed;
            }
        };
    }

    private static void join(Future<Void> worker) throws IOException {
        try {
            worker.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException io) {
                throw io;
            }
            if (failed.getCause() instanceof RuntimeException wrong) {
                throw wrong;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while training", interrupted);
        }
    }
}
