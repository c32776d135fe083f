/**
 * JSON, read strictly: a field that nobody knows, a number where a text belongs, a key that comes
 * twice or nesting without end is refused with the name of the field.
 */
@NullMarked
package org.dompet.web.json;

import org.jspecify.annotations.NullMarked;
