/**
 * Alerts from an Alertmanager: asks which of the named ones fire, and silences planned noise. What
 * a firing alert means for a release is not known here.
 */
@NullMarked
package dev.slipway.outside.alertmanager;

import org.jspecify.annotations.NullMarked;
