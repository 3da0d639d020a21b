package dev.mlink.runtime.admission;

/** What a request can be refused for before anybody looks at what it asks. */
public enum Limit {
    /** As many requests as may be are not answered yet. */
    CALLS,
    /** The requests that are not answered yet take as much memory as they may. */
    IN_FLIGHT,
    /** The message is too large, whatever else is in flight. */
    LARGEST_MESSAGE,
    /** The request did not come whole in time. */
    RECEIVE
}
