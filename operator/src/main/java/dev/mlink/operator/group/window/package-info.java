/** When models may be moved without need: local times and what becomes of them when the clocks change. */
package dev.mlink.operator.group.window;
