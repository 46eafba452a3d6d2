/**
 * What controllers of gates have in common, whatever they speak: local times without a zone, numbers by which an event counts once, and
 * what becomes of what they say.
 */
@NullMarked
package io.yizhan.controller;

import org.jspecify.annotations.NullMarked;
