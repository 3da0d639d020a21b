/** What is told to the user: conditions, events, and the words for both. */
package dev.mlink.operator.status;
