package io.avocet;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds for a class whose supertypes and whose public and protected members name only types of the JDK and of one package. */
final class ShowNoTypesOfOthers extends ArchCondition<JavaClass> {
    private final String ownPackage;

    ShowNoTypesOfOthers(String ownPackage) {
        super("show only types of the JDK and of " + ownPackage);
        this.ownPackage = ownPackage;
    }

    @Override
    public void check(JavaClass shown, ConditionEvents events) {
        Set<JavaClass> types = new HashSet<>(shown.getAllRawSuperclasses());
        types.addAll(shown.getAllRawInterfaces());
        for (JavaMember member : shown.getMembers()) {
            if (member.getModifiers().contains(JavaModifier.PUBLIC)
                    || member.getModifiers().contains(JavaModifier.PROTECTED)) {
                types.addAll(member.getAllInvolvedRawTypes());
            }
        }
        Set<String> foreign = types.stream()
                .map(JavaClass::getBaseComponentType)
                .filter(type -> !type.isPrimitive() && !isOwn(type))
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
        events.add(new SimpleConditionEvent(shown, foreign.isEmpty(), shown.getName() + " shows " + foreign));
    }

    private boolean isOwn(JavaClass type) {
        return type.getPackageName().equals(ownPackage) || type.getPackageName().startsWith("java.");
    }
}
