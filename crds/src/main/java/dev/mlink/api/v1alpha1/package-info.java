/**
 * The two resources of {@code mlink.dev/v1alpha1}. A {@link dev.mlink.api.v1alpha1.ModelGroup} says which models look at
 * the same thing and how much memory they may take; a {@link dev.mlink.api.v1alpha1.ModelLink} is one learned map from
 * one model's output to another's.
 *
 * <p>Room rules: {@code spec} is what a user asks for, {@code status} what the operator reports. All types are immutable.
 * Bad input is refused by the schema generated from here, with a sentence that says what to write instead; constructors
 * only fill in the same defaults as the schema. Enums are open: a later version may add values.
 */
package dev.mlink.api.v1alpha1;
