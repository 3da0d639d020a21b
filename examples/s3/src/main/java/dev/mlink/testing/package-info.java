/** Real servers for the tests of more than one module; nothing of this is in any image. */
package dev.mlink.testing;
