package dev.mlink.operator.site;

/**
 * Where a pod is to be found here: an address of its own for Kubernetes, and behind it ports of its own on this machine,
 * since all processes listen on every address.
 *
 * @param number of the pod on the node; the first has the ports that pods have in a cluster
 */
record PodAddress(int number) {

    private static final String NETWORK = "127.0.0.";
    private static final int PORTS_APART = 100;

    static PodAddress of(String ip) {
        return new PodAddress(Integer.parseInt(ip.substring(NETWORK.length())) - 1);
    }

    String ip() {
        return NETWORK + (number + 1);
    }

    int port(int inTheCluster) {
        return inTheCluster + PORTS_APART * number;
    }
}
