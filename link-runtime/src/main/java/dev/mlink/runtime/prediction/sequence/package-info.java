/**
 * Runs links from and to texts on plain arrays, word by word; knows artefacts and nothing else. A text is a row of word
 * numbers as {@link dev.mlink.runtime.store.Vocabulary} has them.
 */
package dev.mlink.runtime.prediction.sequence;
