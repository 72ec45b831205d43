using System.Collections.Frozen;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Paths.Values;

namespace Gateway.Fhir.Paths;

/// <summary>What an evaluation may use besides the data: clock, variables, the way to other resources, and its budget.</summary>
public sealed record PathEnvironment
{
    public static PathEnvironment Default { get; } = new();

    /// <summary>The clock of now(), today() and the time budget.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The variables that an expression may name with %, besides those of the standard.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PathValue>> Variables { get; init; } = FrozenDictionary<string, IReadOnlyList<PathValue>>.Empty;

    /// <summary><c>%resource</c>; when none is given, the element that is evaluated on.</summary>
    public Element Resource { get; init; }

    /// <summary><c>%rootResource</c>; when none is given, <see cref="Resource"/>.</summary>
    public Element RootResource { get; init; }

    /// <summary>How resolve() finds what is neither contained nor in the same Bundle; null or an empty answer when it is not to be had.</summary>
    public Func<string, Element>? Resolve { get; init; }

    /// <summary>How resolve() finds a resource of the Bundle that is <see cref="RootResource"/>, in place of looking through its entries; for many lookups in one Bundle.</summary>
    public Func<string, Element>? ResolveInBundle { get; init; }

    /// <summary>How memberOf() asks about value sets that the standard's required bindings do not list; null answers mean unknown.</summary>
    public Func<Element, string, bool?>? MemberOf { get; init; }

    /// <summary>How subsumes() asks about code systems whose hierarchy the standard does not carry: is the first concept the second, or above it? A null answer means unknown.</summary>
    public Func<Element, Element, bool?>? Subsumes { get; init; }

    /// <summary>How conformsTo() asks about profiles; a null answer means that the profile is not known.</summary>
    public Func<Element, string, bool?>? ConformsTo { get; init; }

    /// <summary>Is told what trace() sees: the name, and the items.</summary>
    public Action<string, IReadOnlyList<PathValue>>? Trace { get; init; }

    /// <summary>Is told of every element that a step of a path reaches.</summary>
    public Action<Element>? Reached { get; init; }

    /// <summary>The most steps of one evaluation: items visited or copied, and characters of the texts it makes.</summary>
    public long MaxSteps { get; init; } = 50_000_000;

    /// <summary>The longest time of one evaluation.</summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromSeconds(10);
}
