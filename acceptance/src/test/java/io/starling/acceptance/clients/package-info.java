/**
 * Everything with which an application calls another by name: OpenFeign, RestClient,
 * WebClient, HTTP interfaces. {@link io.starling.acceptance.process.Answering} is called,
 * {@link io.starling.acceptance.clients.ServletShop} and
 * {@link io.starling.acceptance.clients.ReactiveShop} call.
 */
package io.starling.acceptance.clients;
