using System.Collections.Concurrent;
using Gateway.Access.Consents;
using Gateway.Access.Directories;
using Gateway.Access.Labels;
using Gateway.Access.Policies;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Decisions;

/// <summary>One request's decisions: who asks and which rows may hold are found once, then each resource is decided. May be used by many threads. Pure: no clock, no I/O.</summary>
public sealed class AccessSession
{
    private readonly SessionRows _rows;
    private CallerParties? _caller;
    private readonly PartyDirectory _directory;
    private readonly ConcurrentDictionary<string, Controller> _controllers = new(StringComparer.Ordinal);
    private (PersonConsents Given, AskedConsents Asked)[] _asked = [];

    /// <param name="policies">What is decided by.</param>
    /// <param name="directory">Who is who.</param>
    /// <param name="request">Who asks and what for; verified before.</param>
    /// <param name="zone">The zone of times that name none.</param>
    public AccessSession(AccessPolicies policies, PartyDirectory directory, AccessRequest request, TimeZoneInfo zone)
    {
        (Policies, Request, Zone, _directory) = (policies, request, zone, directory);
        _rows = policies.RowsFor(request);
    }

    public AccessPolicies Policies { get; }

    public AccessRequest Request { get; }

    internal TimeZoneInfo Zone { get; }

    /// <summary>Decides a resource; Bundles and Parameters part by part.</summary>
    /// <param name="resource">The resource as its source has it.</param>
    /// <param name="origin">Where it comes from.</param>
    /// <param name="consents">The consents of all persons on it.</param>
    /// <param name="explain">Whether the reasons are asked for.</param>
    public Decided Decide(Element resource, DataOrigin origin, PersonConsents consents, bool explain = false) => Decide(resource, LabelSet.None, origin, consents, explain);

    /// <summary>
    /// True when what a controller has of a type may be given without being looked at. That is so of definitions and terminology alone, which are about nobody (<see cref="NobodysTypes"/>), where
    /// the row permits them whole; of all else labels and consents decide, one by one.
    /// </summary>
    public bool PassesWhole(string type, DataOrigin origin) => NobodysTypes.Has(type) && Row(origin.Controller, type) is { Implicit: Effect.Permit, NeedsBasis: false } row
        && row.Facts.All(Request.Facts.Contains) && row.Allows(Policies.Labels.FloorOf(origin.Kind, type)) && (row.Projection is not { } name || Policies.Projections.Find(name) is { IsWhole: true });

    private Decided Decide(Element resource, LabelSet around, DataOrigin origin, PersonConsents consents, bool explain)
    {
        if (resource.Type.Name is not ("Bundle" or "Parameters"))
            return new ResourceDecision(this, resource, around, origin, consents, explain).Decide();
        // What the whole is labelled, each of its parts is.
        var labels = around.With(LabelSet.Of(resource["meta"].SelectMany(m => m["security"]).Select(Coded.Of).OfType<Coded>()));
        var isStrict = Row(origin.Controller, resource.Type.Name)?.Projection is { } name && Policies.Projections.Find(name) is not { IsWhole: true };
        return new PartwiseDecision(part => Decide(part, labels, origin, consents, explain), isStrict).Of(resource);
    }

    /// <summary>
    /// The labels of what is shown of a resource, which tell nothing of what is not: where all is shown, its own; where parts were taken out, those of what is left. Where a projection does not tell the source, it is not
    /// told by the sensitivities that all of its records have, and what the source wrote on the whole is not said of a part.
    /// </summary>
    /// <param name="shown">What is shown.</param>
    /// <param name="decided">What was decided of it.</param>
    public LabelSet LabelsOf(Element shown, Decided decided)
    {
        var projection = decided.Projection is { } name ? Policies.Projections.Find(name) : null;
        var isWhole = projection is null or { IsWhole: true };
        if (isWhole && decided.Removed.Count == 0)
            return decided.Labels;
        var walk = new ResourceWalk(Policies.Labels);
        walk.Go(shown, null);
        return Policies.Labels.Of(isWhole ? decided.Borne : LabelSet.None, walk.Rules, isWhole || projection is { TellsSource: true } ? decided.Floor : decided.Floor.RankAlone);
    }

    /// <summary>The labels of a whole resource, whoever asks: those that it bears, those of its codes, and those that all of its source's have.</summary>
    public LabelSet LabelsOf(Element resource, DataOrigin origin)
    {
        var facts = new ResourceFacts(resource, Zone, Policies.Labels);
        return Policies.Labels.Of(facts.Stored, facts.Rules, Policies.Labels.FloorOf(origin.Kind, resource.Type.Name));
    }

    internal PolicyRow? Row(string controller, string type) => _rows.Find(controller, type);

    /// <summary>Why there is no row, for those who ask.</summary>
    internal string WhyNoRow(string controller, string type) => _rows.WhyNone(controller, type);

    internal Controller Controller(string code) => _controllers.TryGetValue(code, out var known) ? known : _controllers.GetOrAdd(code, Consents.Controller.Of(code, _directory));

    // The same consents are given with all resources of a person, or of a page.
    internal AskedConsents Asked(PersonConsents consents)
    {
        foreach (var (given, asked) in _asked)
            if (ReferenceEquals(given, consents))
                return asked;
        var all = consents.Given.Select(g => (g.Consent, (IReadOnlySet<string>?)g.Patients, true)).Concat(consents.Claimed.Select(c => (c.Consent, (IReadOnlySet<string>?)c.Patients, false)));
        var made = new AskedConsents(all, Request, _caller ??= new CallerParties(Request.Actors, _directory), _directory);
        _asked = [(consents, made), .. _asked.Take(15)];
        return made;
    }
}
