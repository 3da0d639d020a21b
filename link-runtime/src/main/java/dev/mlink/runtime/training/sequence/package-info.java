/**
 * Networks, vocabularies and the loss of links from and to texts: what the framework needs to fit them, and the arrays of
 * their artefacts. Knows the framework and artefacts, nothing of plans, profiles or how networks are trained.
 */
package dev.mlink.runtime.training.sequence;
