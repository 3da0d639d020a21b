/** What one answer and one training cost, measured, with the framework's own figure beside each. */
package dev.mlink.benchmark;
