/**
 * The door that tells a client what this installation offers. Uses {@code onramp}, {@code
 * identity}.
 */
@NullMarked
package org.dompet.web.features;

import org.jspecify.annotations.NullMarked;
