package dev.mlink.runtime.admin;

import static java.util.stream.Collectors.toMap;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a later schema says otherwise than an earlier one. Whatever is new is no change: readers skip what they do not know.
 *
 * @param earlier what is out there
 * @param later what is to go out
 */
record SchemaChanges(FileDescriptorProto earlier, FileDescriptorProto later) {

    /** A sentence for each change that a neighbouring version would misread. */
    List<String> breaking() {
        Map<String, DescriptorProto> messages = messages(later);
        Map<String, EnumDescriptorProto> enums = enums(later);
        Stream<String> inMessages = messages(earlier).entrySet().stream()
                .flatMap(before -> message(before.getKey(), before.getValue(), messages.get(before.getKey())));
        Stream<String> inEnums = enums(earlier).entrySet().stream()
                .flatMap(before -> values(before.getKey(), before.getValue(), enums.get(before.getKey())));
        Stream<String> inServices = earlier.getServiceList().stream().flatMap(this::calls);
        return Stream.of(inMessages, inEnums, inServices)
                .flatMap(Function.identity())
                .toList();
    }

    private static Stream<String> message(String name, DescriptorProto before, DescriptorProto after) {
        if (after == null) {
            return Stream.of("message " + name + " is gone");
        }
        Map<Integer, FieldDescriptorProto> fields =
                after.getFieldList().stream().collect(toMap(FieldDescriptorProto::getNumber, Function.identity()));
        return before.getFieldList().stream()
                .flatMap(field -> field(name, field, fields.get(field.getNumber()), reserves(after, field)));
    }

    private static Stream<String> field(
            String message, FieldDescriptorProto before, FieldDescriptorProto after, boolean reserved) {
        String name = "field " + message + "." + before.getName() + " = " + before.getNumber();
        if (after == null) {
            return reserved ? Stream.empty() : Stream.of(name + " is gone: reserve the number, or keep it");
        }
        boolean same = before.getName().equals(after.getName())
                && before.getType() == after.getType()
                && before.getLabel() == after.getLabel()
                && before.getTypeName().equals(after.getTypeName());
        return same
                ? Stream.empty()
                : Stream.of(name + " has become " + after.getLabel() + " " + after.getType() + " " + after.getTypeName()
                        + " " + after.getName() + ": give that a number of its own");
    }

    private static boolean reserves(DescriptorProto message, FieldDescriptorProto field) {
        return message.getReservedRangeList().stream()
                .anyMatch(range -> range.getStart() <= field.getNumber() && field.getNumber() < range.getEnd());
    }

    private static Stream<String> values(String name, EnumDescriptorProto before, EnumDescriptorProto after) {
        if (after == null) {
            return Stream.of("enum " + name + " is gone");
        }
        Map<Integer, String> values =
                after.getValueList().stream().collect(toMap(value -> value.getNumber(), value -> value.getName()));
        return before.getValueList().stream()
                .filter(value -> !value.getName().equals(values.get(value.getNumber())))
                .map(value -> "enum " + name + ": " + value.getNumber() + " was " + value.getName() + " and is "
                        + values.get(value.getNumber()));
    }

    private Stream<String> calls(ServiceDescriptorProto before) {
        return before.getMethodList().stream()
                .filter(method -> later.getServiceList().stream()
                        .filter(after -> after.getName().equals(before.getName()))
                        .flatMap(after -> after.getMethodList().stream())
                        .noneMatch(method::equals))
                .map(MethodDescriptorProto::getName)
                .map(method -> "call " + before.getName() + "." + method + " is gone, or takes or answers otherwise");
    }

    private static Map<String, DescriptorProto> messages(FileDescriptorProto file) {
        Map<String, DescriptorProto> messages = new TreeMap<>();
        file.getMessageTypeList().forEach(message -> nest("", message, messages));
        return messages;
    }

    private static void nest(String outer, DescriptorProto message, Map<String, DescriptorProto> messages) {
        String name = outer + message.getName();
        messages.put(name, message);
        message.getNestedTypeList().forEach(inner -> nest(name + ".", inner, messages));
    }

    private static Map<String, EnumDescriptorProto> enums(FileDescriptorProto file) {
        Map<String, EnumDescriptorProto> enums = new TreeMap<>();
        file.getEnumTypeList().forEach(one -> enums.put(one.getName(), one));
        messages(file).forEach((name, message) -> message.getEnumTypeList()
                .forEach(one -> enums.put(name + "." + one.getName(), one)));
        return enums;
    }
}
