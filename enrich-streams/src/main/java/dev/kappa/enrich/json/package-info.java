/** JSON objects changed where they stand: every byte that is not meant stays as it was. */
package dev.kappa.enrich.json;
