/**
 * Tests that run inside of the server, where the container's transactions, interceptors, pools and
 * threads are the real ones.
 */
@NullMarked
package org.dompet.web.inside;

import org.jspecify.annotations.NullMarked;
