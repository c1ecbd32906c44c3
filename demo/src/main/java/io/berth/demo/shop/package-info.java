/** The demo merchant's site: one shop for each protocol that speaks server to server. */
@NullMarked
package io.berth.demo.shop;

import org.jspecify.annotations.NullMarked;
