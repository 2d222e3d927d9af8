package io.starling.spring.endpoint;

import java.util.List;

/**
 * A service and its instances.
 *
 * @param name the service's name
 * @param callable how many of the instances discovery returns
 * @param instances all instances, whatever their status
 */
public record ServiceDescriptor(String name, int callable, List<InstanceDescriptor> instances) {

}
