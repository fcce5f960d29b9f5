/**
 * The result store on Amazon DynamoDB and its queries. Start at {@link
 * dev.copydesk.dynamodb.DynamoDbResultStore}.
 */
@NullMarked
package dev.copydesk.dynamodb;

import org.jspecify.annotations.NullMarked;
