import type { ManagedObjectName, MoRef } from "../../../vim25/schema.ts";
import { isManagedA } from "../../../vim25/index.ts";
import { Entity } from "../inventory/entity.ts";
import { ManagedObject, type MethodTable, type PropertyTable } from "../managed-object.ts";
import type { Session } from "../session.ts";
import type { World } from "../world.ts";
import { demandType } from "./selection.ts";

/** Makes views: lists of objects, given or found, that live as long as their session. */
export class ViewManager extends ManagedObject {
  protected override readonly propertyTable = managerProperties;
  protected override readonly methodTable = managerMethods;

  constructor(world: World) {
    super(world, "ViewManager", "ViewManager");
  }
}

/** All entities below a container that are of one of the types; kept up to date. */
export class ContainerView extends ManagedObject {
  protected override readonly propertyTable = containerProperties;
  protected override readonly methodTable = viewMethods;
  override readonly session: Session;
  readonly container: Entity;
  readonly types: readonly string[];
  readonly recursive: boolean;
  readonly #stop: () => void;

  constructor(session: Session, container: Entity, types: readonly string[], recursive: boolean) {
    super(container.world, "ContainerView", session.newId());
    this.session = session;
    this.container = container;
    this.types = types;
    this.recursive = recursive;
    this.#stop = this.world.onStructure(() => this.touch("view"));
  }

  members(): readonly MoRef[] {
    const found: MoRef[] = [];
    const visit = (entity: Entity): void => {
      for (const child of entity.children()) {
        const { ref } = child;
        const wanted =
          this.types.length === 0 || this.types.some((type) => isManagedA(ref.type, type as ManagedObjectName));
        if (wanted) found.push(ref);
        if (this.recursive) visit(child);
      }
    };
    visit(this.container);
    return found;
  }

  destroy(): void {
    this.released();
    this.session.remove(this);
  }

  override released(): void {
    this.#stop();
  }
}

/** The objects that a client put into it, less those that are gone. */
export class ListView extends ManagedObject {
  protected override readonly propertyTable = listProperties;
  protected override readonly methodTable = listMethods;
  override readonly session: Session;
  readonly #members = new Map<string, MoRef>();

  constructor(world: World, session: Session) {
    super(world, "ListView", session.newId());
    this.session = session;
  }

  get members(): readonly MoRef[] {
    return [...this.#members.values()];
  }

  /** Returns the references that name nothing. */
  modify(add: readonly MoRef[], remove: readonly MoRef[]): readonly MoRef[] {
    const unknown: MoRef[] = [];
    for (const ref of add) {
      const object = this.session.find(ref.value) ?? this.world.find(ref.value);
      if (object) this.#members.set(ref.value, object.ref);
      else unknown.push(ref);
    }
    for (const { value } of remove) this.#members.delete(value);
    this.touch("view");
    return unknown;
  }

  reset(members: readonly MoRef[]): readonly MoRef[] {
    this.#members.clear();
    return this.modify(members, []);
  }

  destroy(): void {
    this.session.remove(this);
  }
}

const managerProperties: PropertyTable<ViewManager, "ViewManager"> = {
  viewList: (_, session) =>
    session
      .objects()
      .flatMap((object) => (object instanceof ContainerView || object instanceof ListView ? [object.ref] : [])),
};

const managerMethods: MethodTable<ViewManager> = {
  CreateContainerView: ({ world }, { container, type, recursive }, { session }): MoRef => {
    for (const name of type ?? []) demandType(name);
    return session.add(new ContainerView(session, world.get(container, Entity), type ?? [], recursive)).ref;
  },
  CreateListView: ({ world }, { obj }, { session }): MoRef => {
    const view = session.add(new ListView(world, session));
    view.modify(obj ?? [], []);
    return view.ref;
  },
};

const containerProperties: PropertyTable<ContainerView, "ContainerView"> = {
  container: ({ container }) => container.ref,
  type: ({ types }) => types,
  recursive: ({ recursive }) => recursive,
  view: (view) => view.members(),
};

const viewMethods: MethodTable<ContainerView> = { DestroyView: (view) => view.destroy() };

const listProperties: PropertyTable<ListView, "ListView"> = { view: ({ members }) => members };

const listMethods: MethodTable<ListView> = {
  DestroyView: (view) => view.destroy(),
  ModifyListView: (view, { add, remove }) => view.modify(add ?? [], remove ?? []),
  ResetListView: (view, { obj }) => view.reset(obj ?? []),
};
