/** Lets a job that is due on all nodes run on one of them. Used by timers of jobs. */
@NullMarked
package org.dompet.batch.slot;

import org.jspecify.annotations.NullMarked;
