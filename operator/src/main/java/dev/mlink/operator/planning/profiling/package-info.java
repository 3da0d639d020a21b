/** Plans in which turns models that do not fit together run on the same samples. */
package dev.mlink.operator.planning.profiling;
