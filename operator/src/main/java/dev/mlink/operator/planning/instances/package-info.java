/** Decides how often each active model is loaded, where memory is left. */
package dev.mlink.operator.planning.instances;
