/**
 * Payara Micro inside our process: starts it, deploys the broker and the application, asks whether
 * it is ready, and keeps its log. Knows {@code place}; used by {@code org.dompet.server}.
 */
@NullMarked
package org.dompet.server.micro;

import org.jspecify.annotations.NullMarked;
