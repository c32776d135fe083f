/** The doors of {@code job}: {@code /api/v1/admin/jobs}, for those who look after the house. */
@NullMarked
package org.dompet.web.job;

import org.jspecify.annotations.NullMarked;
