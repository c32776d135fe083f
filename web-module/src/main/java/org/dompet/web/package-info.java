/**
 * The application: its JAX-RS root, its resources of the container, and what is checked before it
 * starts. Each door has a package of its own below.
 */
@NullMarked
package org.dompet.web;

import org.jspecify.annotations.NullMarked;
