/** How ports show who they are and learn who calls. */
package dev.mlink.runtime.tls;
