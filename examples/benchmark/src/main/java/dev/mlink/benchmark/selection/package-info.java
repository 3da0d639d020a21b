/** How good and how fast the choice of an activation set is, on instances made from seeds. */
package dev.mlink.benchmark.selection;
