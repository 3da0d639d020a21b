/** What the operator calls: routing tables in, state and evaluations out. */
package dev.mlink.runtime.admin;
