/**
 * Attacks on every door that {@code openapi.yaml} describes, against the running server. Whoever
 * adds a door has it attacked without writing a line.
 */
package org.dompet.web.attack;
