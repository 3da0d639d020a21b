/** Files that outlive a pod; knows no other room. */
package dev.mlink.runtime.store;
