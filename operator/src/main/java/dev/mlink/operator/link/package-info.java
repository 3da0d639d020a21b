/** The pairs of a group: which are linked, which the operator declares itself, and what each ModelLink reports. */
package dev.mlink.operator.link;
