/**
 * State and now, turned into what a person should see, as plain records. Rendering for a terminal
 * or a chat belongs to the faces.
 */
@NullMarked
package dev.slipway.view;

import org.jspecify.annotations.NullMarked;
