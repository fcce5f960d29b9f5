/** Tests of the dynamodb package. */
@NullMarked
package dev.copydesk.dynamodb;

import org.jspecify.annotations.NullMarked;
