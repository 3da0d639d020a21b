/**
 * Plans how to move from one activation set to the next without a failed request and without exceeding the budget.
 * {@link dev.mlink.operator.planning.switching.SwitchPlanner} states the rules; the files named {@code in-*.yaml} and
 * {@code out-*.yaml} among the tests show each of them once.
 */
package dev.mlink.operator.planning.switching;
