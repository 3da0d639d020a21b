/** The link-runtime: front doors, routing, prediction and learning; one program with a command per role. */
package dev.mlink.runtime;
