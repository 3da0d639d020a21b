/** What a user asks for. The schema refuses what makes no sense; constructors fill in the schema's defaults. */
package dev.mlink.api.v1alpha1.spec;
