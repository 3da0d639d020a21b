package dev.mlink.runtime.protocol;

/** What the messages of one stream take of the budget: each from when it comes until it is answered. */
interface StreamedBytes {

    /** A message is whole; the next one counts anew. */
    void came(int bytes);

    /** It is answered. */
    void answered(int bytes);
}
