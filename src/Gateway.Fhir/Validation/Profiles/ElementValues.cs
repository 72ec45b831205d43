using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Validation.Profiles;

/// <summary>Comparing elements with the values that profiles fix (http://hl7.org/fhir/R4/elementdefinition-definitions.html#ElementDefinition.fixed_x_).</summary>
internal static class ElementValues
{
    /// <summary>The same value in every part, whatever the order of elements with different names.</summary>
    public static bool AreEqual(Element value, Element other)
    {
        if (!SameText(value, other))
            return false;
        var count = 0;
        foreach (var child in value.Children)
        {
            count++;
            if (!Nth(other, child, Number(value, child)).IsNone && AreEqual(child, Nth(other, child, Number(value, child))))
                continue;
            return false;
        }

        foreach (var _ in other.Children)
            count--;
        return count == 0;
    }

    /// <summary>Has at least the value's parts: each repetition in the pattern is matched by some repetition.</summary>
    public static bool Matches(Element value, Element pattern)
    {
        if (pattern.HasValue && !SameText(value, pattern))
            return false;
        foreach (var part in pattern.Children)
        {
            var isFound = false;
            foreach (var child in value.Named(part.Definition.NameId))
                isFound |= Matches(child, part);
            if (!isFound)
                return false;
        }

        return true;
    }

    private static bool SameText(Element value, Element other)
    {
        if (value.HasValue != other.HasValue)
            return false;
        return !value.HasValue
            || (value.TryGetPlainValue(out var bytes) && other.TryGetPlainValue(out var others) ? bytes.SequenceEqual(others) : value.Text == other.Text);
    }

    private static int Number(Element parent, Element child)
    {
        var number = 0;
        foreach (var sibling in parent.Named(child.Definition.NameId))
        {
            if (sibling == child)
                break;
            number++;
        }

        return number;
    }

    private static Element Nth(Element parent, Element like, int number)
    {
        foreach (var child in parent.Named(like.Definition.NameId))
            if (number-- == 0)
                return child;
        return default;
    }
}
