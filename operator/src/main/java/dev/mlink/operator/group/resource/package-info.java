/** Between the resources and what decisions are made on: reads a ModelGroup's spec and memory, writes its status. */
package dev.mlink.operator.group.resource;
