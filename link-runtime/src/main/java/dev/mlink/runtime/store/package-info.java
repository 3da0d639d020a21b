/** What outlives a pod, on a volume or in a bucket; knows no other room. */
package dev.mlink.runtime.store;
