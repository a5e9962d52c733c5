/** Lab. */
package dev.headroom.lab;
