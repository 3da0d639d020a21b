/** What the operator reports. Fractions are numbers in [0, 1], memory is a quantity, times are RFC 3339 to the second. */
package dev.mlink.api.v1alpha1.status;
