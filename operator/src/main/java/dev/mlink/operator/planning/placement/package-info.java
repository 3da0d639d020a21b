/** Decides which device each active model is loaded on, where a budget names several. */
package dev.mlink.operator.planning.placement;
