/**
 * How the doors say no: RFC 9457 problems, always JSON, never a stack trace.
 *
 * <p>{@link org.dompet.web.problem.ProblemType} lists them all; each has a page under {@code
 * /problems/<code>}. Whatever is thrown ends in a mapper here, and what the container refuses
 * before a resource is reached ends in {@link org.dompet.web.problem.ErrorPage}.
 */
@NullMarked
package org.dompet.web.problem;

import org.jspecify.annotations.NullMarked;
