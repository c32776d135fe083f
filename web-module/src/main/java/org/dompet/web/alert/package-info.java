/** The doors of {@code alert}: {@code /api/v1/admin/alerts}, for those who look after the house. */
@NullMarked
package org.dompet.web.alert;

import org.jspecify.annotations.NullMarked;
