/** From what is loaded and what predicts the rest to the routing table that the runtimes serve by. Pure. */
package dev.mlink.operator.routing;
