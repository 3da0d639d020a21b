/** How much is taken in at once: bytes, requests and connections. */
package dev.mlink.runtime.admission;
