using Gateway.Fhir.Definitions;

namespace Gateway.Fhir.Validation.Profiles;

/// <summary>Joins profiles with what they derive from, and compiles them. What is wrong with one is gathered; nothing is thrown.</summary>
internal sealed class ProfileCompiler(Func<string, ProfileFacts?> factsOf, DefinitionSet types)
{
    private const int MaxChain = 48;
    private readonly Lock _lock = new();
    private readonly Dictionary<ProfileFacts, (RuleDraft? Draft, RuleTree? Tree, List<ProfileFault> Faults)> _grown = new(ReferenceEqualityComparer.Instance);

    // What is being grown, outermost first: a profile among them derives from itself.
    private readonly List<ProfileFacts> _growing = [];

    public Profile Compile(ProfileFacts facts)
    {
        lock (_lock)
        {
            var (draft, tree, faults) = Grow(facts);
            if (draft is null || tree is null)
                return new Profile { Facts = facts, Faults = faults };
            var own = new List<ProfileFault>(faults);
            var root = new RuleCompiler(tree, types, DraftOf, (element, message) => own.Add(new ProfileFault(facts.Url, element, message))).Compile(draft);
            return new Profile { Facts = facts, Root = root, IsModifier = draft.IsModifier, Faults = own };
        }
    }

    private RuleDraft? DraftOf(string canonical) => factsOf(canonical) is { } facts && !_growing.Contains(facts) && _growing.Count < MaxChain ? Grow(facts).Draft : null;

    private (RuleDraft? Draft, RuleTree? Tree, List<ProfileFault> Faults) Grow(ProfileFacts facts)
    {
        if (_grown.TryGetValue(facts, out var known))
            return known;
        var faults = new List<ProfileFault>();
        void Fault(string element, string message) => faults.Add(new ProfileFault(facts.Url, element, message));

        _growing.Add(facts);
        var root = Root(facts, Fault);
        var tree = root is null ? null : new RuleTree(facts, root, types, DraftOf, Fault);
        tree?.Grow();
        _growing.RemoveAt(_growing.Count - 1);
        return _grown[facts] = (root, tree, faults);
    }

    private RuleDraft? Root(ProfileFacts facts, Action<string, string> fault)
    {
        if (types.FindType(facts.Type) is not { IsProfile: false } type)
        {
            fault("", $"The type {facts.Type} that it constrains is not known.");
            return null;
        }

        if (!facts.IsSnapshot && factsOf(facts.Base) is { } above)
            return Derived(facts, above, type, fault);
        if (facts.IsSnapshot || (types.FindType(facts.Base) is { IsProfile: false } from && type.Is(from)))
            return new RuleDraft(facts.Type, null, type);
        fault("", $"The definition {facts.Base} that it derives from is not loaded.");
        return null;
    }

    private RuleDraft? Derived(ProfileFacts facts, ProfileFacts above, TypeDefinition type, Action<string, string> fault)
    {
        if (_growing.Contains(above))
            fault("", $"The profile derives from itself, by way of {above.Url}.");
        else if (_growing.Count >= MaxChain)
            fault("", $"The profile derives from more than {MaxChain} others.");
        else if (types.FindType(above.Type) is { } base_ && !type.Is(base_))
            fault("", $"The profile constrains {facts.Type}, and {above.Url}, from which it derives, constrains {above.Type}.");
        else if (Grow(above).Draft is { } draft)
            return draft.Copy();
        else
            fault("", $"The profile {above.Url} that it derives from has faults.");
        return null;
    }
}
