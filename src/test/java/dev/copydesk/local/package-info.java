/**
 * The local cloud: DynamoDB Local, an S3 server and the real handler between them. It lives in the
 * test tree so that an embedded server can never reach the deployed package. Start at {@link
 * dev.copydesk.local.LocalCloud}.
 */
@NullMarked
package dev.copydesk.local;

import org.jspecify.annotations.NullMarked;
