/**
 * Images in a registry that speaks the OCI distribution API, and the credentials for it that Docker
 * keeps. Says nothing about who may release what.
 */
@NullMarked
package dev.slipway.outside.registry;

import org.jspecify.annotations.NullMarked;
